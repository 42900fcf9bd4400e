import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { activityOf } from '../support/samples.ts';

testRules({
  collection: collections.activities,
  documents: {
    ...Object.fromEntries([...everyone, SOMEBODY].map((uid) => [`${uid}_1`, activityOf(uid, '1')])),
    // By its path somebody's, by its data a person's.
    [`${SOMEBODY}_2`]: activityOf('person', '2'),
    // Not an id that the server makes.
    person_1_1: activityOf('person', '1'),
  },
  get: {
    'their own activity': { id: (me) => `${me}_1`, may: signedIn },
    "somebody's activity": { id: () => `${SOMEBODY}_1`, may: supportUp },
    "somebody's activity that names a person": { id: () => `${SOMEBODY}_2`, may: supportUp },
    'an activity whose id has a second join': { id: (me) => `${me}_1_1`, may: supportUp },
    'an activity whose id begins like theirs': { id: (me) => `${me}x_1`, may: supportUp },
    'an activity whose id is only their uid': { id: (me) => me, may: supportUp },
  },
  list: {
    'their own history': { query: (me) => appQueries.activitiesOf(me), may: signedIn, isCounted: true },
    'what their history comes to': {
      query: (me) => appQueries.figuresOf(me),
      may: signedIn,
      isCounted: true,
    },
    'what one operation of theirs comes to': {
      query: (me) => appQueries.figuresOfOperation(me),
      may: signedIn,
      isCounted: true,
    },
    'what they can start from': { query: (me) => appQueries.sourcesOf(me), may: signedIn, isCounted: true },
    "somebody's history": {
      query: () => appQueries.activitiesOf(SOMEBODY),
      may: supportUp,
      isCounted: true,
    },
    "what somebody's history comes to": {
      query: () => appQueries.figuresOf(SOMEBODY),
      may: supportUp,
      isCounted: true,
    },
    'what happens live': { query: () => appQueries.liveActivities(), may: supportUp, isCounted: true },
    'what fails live': { query: () => appQueries.liveOfOperation(), may: supportUp, isCounted: true },
    'what the last half hour comes to': {
      query: () => appQueries.liveFigures(),
      may: supportUp,
      isCounted: true,
    },
    'all activities': { query: () => ({}), may: supportUp, isCounted: true },
    'what they asked for': { query: (me) => appQueries.activitiesOfUser(me), may: signedIn, isCounted: true },
    'what they can start from, as the build before asks': {
      query: (me) => appQueries.sourcesOfUser(me),
      may: signedIn,
      isCounted: true,
    },
    'what somebody asked for': {
      query: () => appQueries.activitiesOfUser(SOMEBODY),
      may: supportUp,
      isCounted: true,
    },
    'what their account and another paid for': {
      query: (me) => ({ where: [['accountId', 'in', [me, SOMEBODY]]] }),
      may: supportUp,
      isCounted: true,
    },
    'their own and those of somebody': {
      query: (me) => ({ where: [['uid', 'in', [me, SOMEBODY]]] }),
      may: supportUp,
      isCounted: true,
    },
  },
  forged: (me) => ({ id: `${me}_2`, data: { ...activityOf(me, '2'), heldMicros: 0, drawn: [] } }),
  forgeries: {
    'complete an activity for nothing': { status: 'completed', capturedMicros: 0 },
    'lower a hold': { heldMicros: 0, drawn: [] },
    'extend a lease': { leaseUntil: new Date('2100-01-01') },
    'take work over': { ownerNonce: 'mine' },
    'cancel an activity': { cancelFor: 'instance' },
    'put their name on an activity': { uid: 'person', accountId: 'person' },
  },
});
