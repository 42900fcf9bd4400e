import type { PageError } from '@firemeter/functions/contract';

const MAX_FRAMES = 10;

/** Returns what is reported of an error: its name and the places in our own files, and nothing that a user wrote. */
export function toPageError(
  error: unknown,
  { page, origin }: { page: string; origin: string },
): PageError | null {
  if (!(error instanceof Error)) return null;
  const minified = /^Minified React error #\d{1,4}/.exec(error.message)?.[0];
  const name = minified ?? (/^[A-Za-z]\w{0,59}$/.test(error.name) ? error.name : Error.name);
  const frames = [...(error.stack ?? '').matchAll(/(https?:\/\/[^/\s)]+)(\/[\w./-]{1,100}:\d{1,7}:\d{1,7})/g)]
    .filter(([, of]) => of === origin)
    .map(([, , place = '']) => place);
  return { page, error: name.replaceAll('_', ' '), frames: frames.slice(0, MAX_FRAMES) };
}
