//! The only binding to the browser: identity on the main thread, scan in a Web Worker.
