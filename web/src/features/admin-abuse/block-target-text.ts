import type { Block } from '@firemeter/functions/contract';

/** Returns the address range, the account id or the beginning of the device's digest. */
export function blockTargetText({ target }: Pick<Block, 'target'>): string {
  switch (target.kind) {
    case 'address':
      return target.range;
    case 'account':
      return target.accountId;
    case 'device':
      return target.device.slice(0, 12);
  }
}
