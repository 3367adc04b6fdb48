//! A picture and a face mesh: geometry and quality measures.
