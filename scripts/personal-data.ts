/** `npm run personal-data`: writes docs/personal-data.md from the schemas of stored documents. */
import { fail, step } from './stack/terminal.ts';
import { writePersonalData } from './testing/checks/personal-data.ts';

try {
  await step('Writing docs/personal-data.md', writePersonalData);
} catch (error) {
  fail(error);
}
