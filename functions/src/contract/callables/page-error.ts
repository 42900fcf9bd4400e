import { z } from 'zod';

/**
 * A page of the app that failed in a browser. Each field is a name from our own code or an address in our own files, so
 * that nothing that a user wrote can be in it: no message, no query, no id.
 */
export const PageError = z.strictObject({
  /** The route, such as `/admin/people/$uid`. */
  page: z.string().regex(/^(\/\$?[A-Za-z-]{0,30}){1,5}$/),
  /** Such as `TypeError`. */
  error: z.string().regex(/^[A-Za-z][A-Za-z0-9# ]{0,59}$/),
  /** The places in the code, the innermost first, such as `/assets/index-BX1.js:1:2345`. */
  frames: z.array(z.string().regex(/^\/[\w./-]{1,100}:\d{1,7}:\d{1,7}$/)).max(10),
});
export type PageError = z.infer<typeof PageError>;
