//! Face inference: detect, mesh, embed, spoof score. The only crate that knows models.
