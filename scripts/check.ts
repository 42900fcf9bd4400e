/** `npm run check`: what can be said in seconds, without running anything. */
import { stopSignal } from './stack/signals.ts';
import { fail, say } from './stack/terminal.ts';
import { runStaticChecks } from './testing/checks/static.ts';

try {
  const { passed, failed } = await runStaticChecks(stopSignal);
  say(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  fail(error);
}
