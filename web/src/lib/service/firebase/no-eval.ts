import type { z } from 'zod';

/**
 * Compiled schemas need `eval`, which a strict Content-Security-Policy forbids. zod takes this for its configuration when it is
 * loaded, which the sign-in page does without.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } satisfies Parameters<typeof z.config>[0] });
