/** Returns a trace id, as in W3C Trace Context. */
export function newTraceId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
