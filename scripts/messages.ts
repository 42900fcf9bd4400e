/** `npm run messages`: brings the catalogs of messages up to date with the texts in the code. */
import { stopSignal } from './stack/signals.ts';
import { fail, step } from './stack/terminal.ts';
import { writeMessages } from './testing/checks/messages.ts';

try {
  await step('Extracting messages', () => writeMessages(stopSignal));
} catch (error) {
  fail(error);
}
