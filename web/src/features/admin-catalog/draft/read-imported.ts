import { issueOf, type ReadCatalog, readCatalog } from '@firemeter/functions/contract';

/** A catalog out of a file, or why it is none. */
export function readImported(text: string): ReadCatalog {
  try {
    return readCatalog(JSON.parse(text));
  } catch {
    return { catalog: null, faults: [{ keys: [], path: '', ...issueOf('not-json') }] };
  }
}
