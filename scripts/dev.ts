/** `npm run dev`: the same as `npm start`, following every change of the sources. */
import { serveUntilStopped } from './stack/serve.ts';

await serveUntilStopped('hot');
