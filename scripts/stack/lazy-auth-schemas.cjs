// Loaded into firebase-tools before it starts (node --require). The Auth emulator compiles the schemas of every request
// it knows, some 10 seconds of work, although its router can compile each one on first use. This turns that on; where
// the router has changed, nothing happens but a slower start.
const { createRequire } = require('node:module');

try {
  const requireFromFirebase = createRequire(require.resolve('firebase-tools/package.json'));
  const options = requireFromFirebase('exegesis/lib/options.js');
  const { compileOptions } = options;
  options.compileOptions = (given) => compileOptions({ lazyCompileValidationSchemas: true, ...given });
} catch {}
