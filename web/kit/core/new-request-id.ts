import { v7 } from 'uuid';

/** Made once per intent and sent with every retry of it: the server charges a request id at most once. */
export function newRequestId(): string {
  return v7();
}
