import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { Problem } from './terminal.ts';

const outside = 'outside:';

/** Messages of Google's services as generated code, 1.5 MB, of which nothing here uses any: where they are to be had. */
const messages = {
  '@google-cloud/firestore-api/build/protos/protos.js': `require('${outside}@google-cloud/firestore-api').protos`,
  'google-gax/build/protos/iam_service.js': `require('${outside}google-gax').IamProtos`,
  'google-gax/build/protos/locations.js': `require('${outside}google-gax').LocationProtos`,
  'google-gax/build/protos/operations.js': `require('${outside}google-gax').operationsProtos`,
};

/**
 * Who loads what it may never use, or not yet: what it says, and what loads it when it is used. Firestore's package means
 * to load its transport with the first call, and says so, but reaches for parts of it elsewhere.
 */
const askers: Record<string, readonly (readonly [says: RegExp, whenUsed: string])[]> = {
  '@google-cloud/firestore/build/protos/firestore_v1_proto_api.js': [
    [/(\w+)\.google=(require\("[^"]+"\)\.google)/, 'Object.defineProperty($1,"google",{get:()=>$2})'],
  ],
  '@google-cloud/firestore/build/src/serializer.js': [
    [/^var Value = (.+\.Value);$/m, 'var Value = { fromObject: (object) => $1.fromObject(object) };'],
  ],
  '@google-cloud/firestore/build/src/index.js': [
    [/^const firestore_api_1 = .*\nObject\.defineProperty\(exports, "protos", .*$/m, ''],
    [
      /^module\.exports = Object\.assign\(module\.exports, existingExports\);$/m,
      '$&\nObject.defineProperty(module.exports, "protos", { enumerable: true, get: () => require("@google-cloud/firestore-api").protos });',
    ],
  ],
  '@google-cloud/firestore/build/src/telemetry/enabled-trace-util.js': [
    [/^const v1_1 = (.*);$/m, 'const v1_1 = { get FirestoreClient() { return $1.FirestoreClient; } };'],
  ],
};

/**
 * Keeps out of the start what a package loads and does not use: the first use loads it, from the bundle or, what nothing
 * here uses, from the installed packages.
 * @throws Problem when a package says something else than it did
 */
export const loadWhenAsked: Plugin = {
  name: 'load-when-asked',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: new RegExp(`^${outside}`) }, ({ path }) => ({
      path: path.slice(outside.length),
      external: true,
    }));
    onLoad({ filter: moduleFilter(messages) }, ({ path }) => ({
      contents: `Object.defineProperty(exports, 'google', { enumerable: true, get: () => ${of(messages, path)}.google });`,
    }));
    onLoad({ filter: moduleFilter(askers) }, async ({ path }) => {
      let text = await readFile(path, 'utf8');
      for (const [says, whenUsed] of of(askers, path)) {
        if (!says.test(text))
          throw new Problem(
            `${path} no longer says ${says}. Look what it loads now, and mend ${import.meta.filename}.`,
          );
        text = text.replace(says, whenUsed);
      }
      return { contents: text };
    });
    // As modules they read every part of the CommonJS that they wrap, the transport too.
    onResolve({ filter: /^firebase-admin\// }, ({ path, kind, importer, resolveDir }) =>
      kind === 'require-call' ? undefined : resolve(path, { kind: 'require-call', importer, resolveDir }),
    );
  },
};

function moduleFilter(modules: Record<string, unknown>): RegExp {
  const paths = Object.keys(modules).map((path) => path.replaceAll('.', '\\.'));
  return new RegExp(`/node_modules/(?:${paths.join('|')})$`);
}

function of<T>(modules: Record<string, T>, path: string): T {
  const found = modules[path.slice(path.lastIndexOf('/node_modules/') + '/node_modules/'.length)];
  if (found === undefined) throw new Problem(`${path} is none of ${Object.keys(modules).join(', ')}`);
  return found;
}
