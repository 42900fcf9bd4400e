import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { test } from '../support/people.ts';

test('an admin adds a webhook, tests it with its secret, sends the test again and deletes it', async ({
  windowOf,
}) => {
  const received: { id: string; type: unknown }[] = [];
  let secret = '';
  await using server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    const { type } = new Webhook(secret).verify(body, headers) as { type: unknown };
    received.push({ id: headers['webhook-id'] ?? '', type });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const name = `Books ${port}`;

  const admin = await windowOf('Ada Admin');
  const requestIds: string[] = [];
  admin.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/changeEndpoint')) return;
    requestIds.push(request.postDataJSON().data.requestId);
  });
  await admin.goto('/admin/endpoints?endpoint=new');
  const form = admin.getByRole('form', { name: 'Endpoint' });
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByRole('textbox', { name: 'Address' }).fill(`ftp://127.0.0.1:${port}/hook`);
  await form.getByRole('checkbox', { name: 'An account was erased' }).check();
  await form.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(form.getByText('The reason is kept in the audit log.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Reason' }).fill('Our books');
  for (const tried of [1, 2]) {
    await form.getByRole('button', { name: 'Add endpoint' }).click();
    await expect.poll(() => requestIds.length).toBe(tried);
    await expect(form.getByRole('alert')).toBeVisible();
  }
  await form.getByRole('textbox', { name: 'Address' }).fill(`http://127.0.0.1:${port}/hook`);
  await form.getByRole('button', { name: 'Add endpoint' }).click();
  secret = (await admin.getByRole('button', { name: /^Copy secret/ }).textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  // Tried again, it is the same request; changed, it is another one.
  expect(requestIds[1]).toBe(requestIds[0]);
  expect(requestIds[2]).not.toBe(requestIds[0]);
  await admin.getByRole('button', { name: 'Done' }).click();

  const sheet = admin.getByRole('dialog', { name });
  await sheet.getByRole('button', { name: 'Send test' }).click();
  const deliveries = sheet.getByRole('list', { name: 'Deliveries' });
  await expect(deliveries.getByText('Delivered · 204')).toBeVisible();
  await deliveries.getByRole('button', { name: 'Send again' }).click();
  const dialog = admin.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Once more');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => received.length).toBe(2);
  expect(received[1]).toEqual(received[0]);
  expect(received[0]?.type).toBe('endpoint.tested');

  await sheet.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('No longer needed');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(sheet).toBeHidden();
  await expect(admin.getByRole('button', { name })).toBeHidden();
});
