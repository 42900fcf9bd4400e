import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mayDo,
  rolesUpward,
  type StaffAction,
  staffPermissions,
} from '../../../functions/src/contract/index.ts';
import { root } from '../../stack/paths.ts';
import { Problem } from '../../stack/terminal.ts';

const path = join(root, 'docs/admin.md');
const [start, end] = ['<!-- staff-matrix -->', '<!-- /staff-matrix -->'];

/** Checks that the page says what the table of permissions says. */
export async function assertStaffMatrix(): Promise<void> {
  const written = await readFile(path, 'utf8');
  if (written !== withMatrix(written)) {
    throw new Problem('docs/admin.md does not match the table of permissions. Run npm run staff-matrix.');
  }
}

export async function writeStaffMatrix(): Promise<void> {
  await writeFile(path, withMatrix(await readFile(path, 'utf8')));
}

function withMatrix(page: string): string {
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Problem(`docs/admin.md has no ${start}`);
  return `${before}${start}\n${matrix()}\n${end}${after}`;
}

function matrix(): string {
  const rows = Object.entries(staffPermissions).map(([action, permission]) => {
    const cells = rolesUpward.map((role) => (mayDo(role, action as StaffAction) ? 'yes' : ''));
    const note = 'neverToSelf' in permission ? ' ¹' : '';
    return `| ${permission.does}${note} | ${cells.join(' | ')} |`;
  });
  return [
    `| | ${rolesUpward.map((role) => `\`${role}\``).join(' | ')} |`,
    `| --- | ${rolesUpward.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    '¹ Nobody does this to themselves.',
  ].join('\n');
}
