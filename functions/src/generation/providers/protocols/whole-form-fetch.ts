/**
 * Fetches; a form is put together before it is sent. When a request is stopped while Node still reads the files of a
 * form, the error that it meets is caught by nobody and ends the process (undici 7, Node 24).
 */
export const wholeFormFetch: typeof fetch = async (input, init) => {
  if (!(init?.body instanceof FormData)) return fetch(input, init);
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set('content-type', form.headers.get('content-type') ?? '');
  return fetch(input, { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) });
};
