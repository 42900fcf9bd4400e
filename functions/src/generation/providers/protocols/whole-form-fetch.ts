/**
 * Fetches, but assembles a form before it is sent. If a request is aborted while Node still reads the files of a form,
 * nothing catches the resulting error, and the process ends (undici 7, Node 24).
 */
export const wholeFormFetch: typeof fetch = async (input, init) => {
  if (!(init?.body instanceof FormData)) return fetch(input, init);
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set('content-type', form.headers.get('content-type') ?? '');
  return fetch(input, { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) });
};
