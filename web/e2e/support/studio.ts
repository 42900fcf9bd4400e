import { expect, type Locator, type Page } from '@playwright/test';

/** Finds the prompts that `uniquePrompt` has made. */
export const uniquePrompts = '[\\w\\s\\[\\],’-]+ [qvjz]{10}[\\w\\s,’-]*';

/** A prompt that no other test uses, so that its row can be told from all others; of letters that no listed word is made of. */
export function uniquePrompt(text: string): string {
  const letters = Array.from({ length: 10 }, () => 'qvjz'[Math.floor(Math.random() * 4)]);
  return `${text} ${letters.join('')}`;
}

/** Asks for a picture; the returned tile shows how it goes. */
export async function generatePicture(page: Page, prompt: string): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Describe the picture' }).fill(prompt);
  await page.getByRole('button', { name: /^Generate · 5 credits$/ }).click();
  return page.getByRole('article', { name: `Picture: ${prompt}` });
}

export async function openChat(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Ask anything' })).toBeVisible();
}
