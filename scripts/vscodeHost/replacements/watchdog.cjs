'use strict';
// In place of a native module that ends a hanging process: nothing hangs long in tests without being noticed.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
