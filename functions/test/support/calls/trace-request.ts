/**
 * Prints the files of `functions/src` in which a function runs while one image is requested, held, made and settled, on a
 * warm instance. Run by Node itself: what Vitest adds to a module would count as well.
 */
import { Session } from 'node:inspector/promises';
import { defaultCatalog } from '../../../src/contract/index.ts';
import { newRequestId } from '../accounts.ts';
import { call, newPerson, publishCatalog } from './callables.ts';

const source = new URL('../../../src/', import.meta.url).href;
const user = newPerson();
const requestImage = () =>
  call(
    'generate',
    {
      requestId: newRequestId(),
      operation: 'image',
      model: defaultCatalog.operations.image?.defaultModel,
      input: { kind: 'image', prompt: 'a lighthouse' },
      shownPriceMicros: 50_000_000,
      catalogVersion: 1,
    },
    user,
  );

await publishCatalog();
await call('openAccount', {}, user);
await requestImage();
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
await session.post('Profiler.takePreciseCoverage');
await requestImage();
const { result } = await session.post('Profiler.takePreciseCoverage');
// A function that starts a file is the file itself.
const hasRun = result.filter(({ functions }) =>
  functions.some(({ ranges: [range] }) => range && range.startOffset > 0 && range.count > 0),
);
const files = hasRun.flatMap(({ url }) => (url.startsWith(source) ? [url.slice(source.length)] : []));
process.stdout.write(`\nfiles: ${JSON.stringify(files.toSorted())}\n`, () => process.exit(0));
