/** `npm run staff-matrix`: writes what each role may do into docs/admin.md, from the table of permissions. */
import { fail, step } from './stack/terminal.ts';
import { writeStaffMatrix } from './testing/checks/staff-matrix.ts';

try {
  await step('Writing the roles of docs/admin.md', writeStaffMatrix);
} catch (error) {
  fail(error);
}
