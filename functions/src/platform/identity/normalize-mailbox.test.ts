import { expect, test } from 'vitest';
import { normalizeMailbox } from './normalize-mailbox.ts';

test.each([
  [
    'abc@gmail.com',
    ['ABC@Gmail.com', 'a.b.c@gmail.com', 'abc+1@gmail.com', 'a.bc+x+y@googlemail.com', ' abc@gmail.com '],
  ],
  ['mia@outlook.com', ['mia+shop@outlook.com']],
  ['mia@hotmail.co.uk', ['mia+1@hotmail.co.uk']],
  ['mia@live.nl', ['mia+1@live.nl']],
  ['mia@icloud.com', ['mia+1@icloud.com', 'mia@me.com', 'mia@mac.com']],
  ['mia@proton.me', ['mia+1@proton.me', 'mia@protonmail.com', 'mia+2@pm.me']],
  ['mia@fastmail.com', ['mia+1@fastmail.com']],
  ['mia@yahoo.com', ['mia-shop@yahoo.com']],
  ['mia@yahoo.co.jp', ['mia-shop@yahoo.co.jp']],
])('%s is one mailbox under all of its addresses', (mailbox, addresses) => {
  expect([mailbox, ...addresses].map(normalizeMailbox)).toEqual(Array(addresses.length + 1).fill(mailbox));
});

test.each([
  ['dots elsewhere than at Gmail', 'a.bc@outlook.com', 'abc@outlook.com'],
  ['a plus at a provider whose rules are not known', 'abc+1@example.com', 'abc@example.com'],
  ['a plus at Yahoo', 'abc+1@yahoo.com', 'abc@yahoo.com'],
  ['a domain that only looks like Gmail’s', 'a.bc@gmail.com.example.com', 'abc@gmail.com.example.com'],
  ['addresses of Hide My Email', 'x1.dots@privaterelay.appleid.com', 'x2.dots@privaterelay.appleid.com'],
  ['addresses of Firefox Relay', 'ab+1@mozmail.com', 'ab@mozmail.com'],
  ['addresses of DuckDuckGo', 'ab-1@duck.com', 'ab@duck.com'],
  ['addresses of SimpleLogin', 'shop.a@simplelogin.com', 'shop.b@simplelogin.com'],
])('%s are different mailboxes', (_, one, other) => {
  expect(normalizeMailbox(one)).not.toBe(normalizeMailbox(other));
});

test('what is no address is left as it is', () => {
  expect(['', '@gmail.com', 'nobody'].map(normalizeMailbox)).toEqual(['', '@gmail.com', 'nobody']);
});
