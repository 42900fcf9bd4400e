import { collections } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { notificationSettingsOf } from '../support/samples.ts';

testRules({
  collection: collections.notificationSettings,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, notificationSettingsOf()])),
  get: {
    'their own settings': { id: (me) => me, may: signedIn },
    "somebody's settings": { id: () => SOMEBODY, may: noOne },
  },
  list: { 'all settings': { query: () => ({}), may: noOne } },
  forged: (me) => ({ id: `${me}x`, data: notificationSettingsOf() }),
  forgeries: {
    'agree to marketing': { marketing: [{ isOn: true, atMs: 1, via: 'settings', wording: '1' }] },
  },
});
