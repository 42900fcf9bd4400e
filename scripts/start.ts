/** `npm start`: all of Firemeter on this machine, until Ctrl-C. */
import { serveUntilStopped } from './stack/serve.ts';

await serveUntilStopped('built');
