import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { Problem } from '../terminal.ts';

const outside = 'outside:';

/** Messages of Google's services as generated code, 1.5 MB, of which nothing here uses any: where they are to be had. */
const messages = {
  '@google-cloud/firestore-api/build/protos/protos.js': `require('${outside}@google-cloud/firestore-api').protos`,
  'google-gax/build/protos/iam_service.js': `require('${outside}google-gax').IamProtos`,
  'google-gax/build/protos/locations.js': `require('${outside}google-gax').LocationProtos`,
  'google-gax/build/protos/operations.js': `require('${outside}google-gax').operationsProtos`,
};

/** Who asks for them although it may never use them, and how it asks when it does. */
const askers = {
  '@google-cloud/firestore/build/protos/firestore_v1_proto_api.js': {
    asks: /(\w+)\.google=(require\("[^"]+"\)\.google)/,
    whenUsed: 'Object.defineProperty($1,"google",{get:()=>$2})',
  },
  '@google-cloud/firestore/build/src/serializer.js': {
    asks: /^var Value = (.+\.Value);$/m,
    whenUsed: 'var Value = { fromObject: (object) => $1.fromObject(object) };',
  },
};

/**
 * Keeps out of the bundle what a package loads and does not use: the first use finds it among the installed packages.
 * @throws Problem when a package asks in another way than it did
 */
export const loadWhenAsked: Plugin = {
  name: 'load-when-asked',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${outside}`) }, ({ path }) => ({
      path: path.slice(outside.length),
      external: true,
    }));
    onLoad({ filter: moduleFilter(messages) }, ({ path }) => ({
      contents: `Object.defineProperty(exports, 'google', { enumerable: true, get: () => ${of(messages, path)}.google });`,
    }));
    onLoad({ filter: moduleFilter(askers) }, async ({ path }) => {
      const { asks, whenUsed } = of(askers, path);
      const text = await readFile(path, 'utf8');
      if (!asks.test(text))
        throw new Problem(
          `${path} no longer asks for ${asks}. See what it loads now, and mend ${import.meta.filename}.`,
        );
      return { contents: text.replace(asks, whenUsed) };
    });
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
