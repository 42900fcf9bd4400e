import { z } from 'zod';

/** Compiled schemas need `eval`, which a strict Content-Security-Policy forbids. To be imported before any schema. */
z.config({ jitless: true });
