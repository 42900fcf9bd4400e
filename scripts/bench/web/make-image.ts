import type { Page } from '@playwright/test';

/** Makes an image in the studio, so that there is a request and a charge. */
export async function makeImage(page: Page): Promise<void> {
  const prompt = 'A lighthouse at dusk';
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('button', { name: /^Generate · / }).click();
  await page
    .getByRole('article', { name: `Picture: ${prompt}` })
    .getByText(/spent/)
    .waitFor();
}
