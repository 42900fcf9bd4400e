import type { IncomingMessage } from 'node:http';

/** The body of a request as it was sent. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

/** The fields of a form below a name: of `metadata[paymentId]=1` those below `metadata` are `{ paymentId: '1' }`. */
export function fieldsBelow(form: URLSearchParams, name: string): Record<string, string> {
  const fields = [...form].flatMap(([key, value]) => {
    const [, field] = key.startsWith(name) ? (key.slice(name.length).match(/^\[(\w+)\]$/) ?? []) : [];
    return field ? [[field, value] as const] : [];
  });
  return Object.fromEntries(fields);
}
