import { collections } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { notificationOf } from '../support/samples.ts';

testRules({
  collection: collections.notifications,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [`of-${uid}`, notificationOf(uid)])),
  get: { 'a notification by its id': { id: (me) => `of-${me}`, may: noOne } },
  list: {
    'their own notifications': { query: (me) => appQueries.notificationsOf(me), may: signedIn },
    "somebody's notifications": { query: () => appQueries.notificationsOf(SOMEBODY), may: noOne },
    'all notifications': { query: () => ({}), may: noOne },
  },
  forged: (me) => ({ id: 'forged', data: notificationOf(me) }),
  forgeries: { 'call a notification read': { readAt: new Date(0) } },
});
