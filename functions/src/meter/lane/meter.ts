import type { Activity } from '../../contract/index.ts';
import type { RecordAlert } from '../../platform/signals/record-alert.ts';
import type { Versioned } from '../../platform/store/documents.ts';
import { shareCommits } from '../../platform/store/share-commits.ts';
import type { Store } from '../../platform/store/store.ts';
import type { Command, Reducers } from '../commands.ts';
import { Lane } from './lane.ts';
import type { Outcome } from './waiting.ts';

/** Idle lanes are dropped, least recently used first, above this. */
const MAX_LANE_BYTES = 64 * 1024 * 1024;

export interface Meter {
  /**
   * Decides a command on an account and writes the decision in one commit.
   * @param stored the activity the command is about, when the caller has it: saves a read
   * @throws AppError with the code of the rejection, or `busy`
   */
  submit(accountId: string, command: Command, stored?: Versioned<Activity>): Promise<Outcome>;
  /** Returns how many accounts are cached, and about how many bytes they take. */
  usage(): { lanes: number; bytes: number };
}

/** Creates the engine: a lane per account, kept in memory up to a bound. A busy lane is never dropped. */
export function createMeter(options: {
  store: Store;
  /** The reducers that `book` commands name. */
  reducers?: Reducers;
  now?: () => number;
  /** Called for each command that is rejected because of a fault of ours. */
  recordAlert?: RecordAlert;
  maxLaneBytes?: number;
  callsAtOnce?: number;
}): Meter {
  const { now = Date.now, recordAlert = async () => undefined, maxLaneBytes = MAX_LANE_BYTES } = options;
  const { reducers = {} } = options;
  const store = shareCommits(options.store, options.callsAtOnce);
  /** In order of last use. */
  const lanes = new Map<string, { lane: Lane; bytes: number }>();
  let bytes = 0;

  function getLane(accountId: string): Lane {
    const known = lanes.get(accountId);
    if (known) {
      lanes.delete(accountId);
      lanes.set(accountId, known);
      return known.lane;
    }
    const lane = new Lane({ accountId, store, now, reducers, recordAlert });
    lanes.set(accountId, { lane, bytes: 0 });
    return lane;
  }

  function weigh(accountId: string): void {
    const slot = lanes.get(accountId);
    if (!slot) return;
    bytes += slot.lane.bytes - slot.bytes;
    slot.bytes = slot.lane.bytes;
    if (bytes <= maxLaneBytes) return;
    for (const [id, { lane, bytes: laneBytes }] of lanes) {
      if (bytes <= maxLaneBytes) return;
      if (lane.isBusy) continue;
      lanes.delete(id);
      bytes -= laneBytes;
    }
  }

  return {
    submit(accountId, command, stored) {
      return getLane(accountId)
        .submit(command, stored)
        .finally(() => weigh(accountId));
    },
    usage: () => ({ lanes: lanes.size, bytes }),
  };
}
