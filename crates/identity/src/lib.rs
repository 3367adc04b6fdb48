//! The elements of a natural person: ID number, name, mobile number, card validity, legal day.
