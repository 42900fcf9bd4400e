// Loaded into firebase-tools before it starts (node --require).
const { createRequire } = require('node:module');

compileAuthSchemasOnUse();
endWithStarter(Number(process.env.FIREMETER_STARTER));

/**
 * The Auth emulator compiles the schemas of every request it knows, some 10 seconds of work, although its router can
 * compile each one on first use. This turns that on; where the router has changed, the start is slower, no more.
 */
function compileAuthSchemasOnUse() {
  try {
    const requireFromFirebase = createRequire(require.resolve('firebase-tools/package.json'));
    const options = requireFromFirebase('exegesis/lib/options.js');
    const { compileOptions } = options;
    options.compileOptions = (given) => compileOptions({ lazyCompileValidationSchemas: true, ...given });
  } catch {}
}

/** Whoever started the emulators stops them, unless it was killed outright: then they end by themselves. */
function endWithStarter(pid) {
  const watch = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      clearInterval(watch);
      process.kill(process.pid, 'SIGINT');
    }
  }, 1000).unref();
}
