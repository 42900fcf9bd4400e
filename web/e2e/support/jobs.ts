import { expect, type Page } from '@playwright/test';

/** Runs a job on the page System, and waits until that run has succeeded. */
export async function runJob(staff: Page, name: string, reason = ''): Promise<void> {
  await staff.goto('/admin/system');
  await endJob(staff, name, reason);
  const job = staff.getByRole('listitem', { name, exact: true });
  await expect(job.getByText('OK', { exact: true })).toBeVisible();
  await expect(job.getByText(/^Succeeded \d+ s ago/)).toBeVisible();
}

/** Runs a job on the page System that is open, and waits until that run has ended, whatever it found. */
export async function endJob(staff: Page, name: string, reason = ''): Promise<void> {
  await staff.getByRole('button', { name: `Run now: ${name}` }).click();
  const dialog = staff.getByRole('alertdialog', { name: `Run ${name} now?` });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  const answered = staff.waitForResponse((response) => response.url().endsWith('/runJob') && response.ok());
  await dialog.getByRole('button', { name: 'Run now' }).click();
  await answered;
}
