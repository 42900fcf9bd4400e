import type { Role } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../lib/service/services.ts';
import { roleTexts } from '../../lib/staff-texts/role-texts.ts';
import { Select } from '../controls/select.tsx';
import { ActionDialog } from './action-dialog.tsx';

interface UserActionProps {
  readonly uid: string;
  readonly onClose: () => void;
}

export function EndSessionsAction({ uid, onClose }: UserActionProps) {
  const { client } = useServices();
  return (
    <ActionDialog
      title={t`Sign out everywhere`}
      uid={uid}
      confirmLabel={t`Sign out`}
      isDangerous
      intent={uid}
      effects={[
        { label: t`Sign-ins`, value: t`every one ends, on all devices, within a minute` },
        { label: t`Requests`, value: t`those that are running go on` },
      ]}
      run={async (call) => {
        await client.call('endSessions', { ...call, uid });
        return { text: t`Signed out everywhere.` };
      }}
      onClose={onClose}
    />
  );
}

const noRole = 'none';
const roles: readonly (Role | typeof noRole)[] = ['owner', 'admin', 'support', 'analyst', noRole];

export function RoleAction({ uid, role, onClose }: UserActionProps & { role: Role | null }) {
  const { client } = useServices();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Role | typeof noRole>(role ?? noRole);
  const textOf = (one: Role | typeof noRole | null) => (one && one !== noRole ? roleTexts[one] : t`No role`);
  const next = chosen === noRole ? null : chosen;
  const refresh = () => queries.invalidateQueries({ queryKey: ['user', uid] });
  return (
    <ActionDialog
      title={t`Change role`}
      uid={uid}
      confirmLabel={t`Change role`}
      isDangerous
      fault={next === role ? t`Choose another role.` : null}
      intent={chosen}
      effects={[{ label: t`Role`, value: `${textOf(role)} → ${textOf(next)}` }]}
      run={async (call) => {
        const { before } = await client.call('setStaffRole', { ...call, uid, role: next });
        await refresh();
        return {
          text: t`The role is now: ${textOf(next)}`,
          undo: async (undoCall) => {
            await client.call('setStaffRole', { ...undoCall, uid, role: before });
            await refresh();
            return t`Undone.`;
          },
        };
      }}
      onClose={onClose}
    >
      <Select
        label={t`Role`}
        value={chosen}
        options={roles.map((value) => ({ value, label: textOf(value) }))}
        onChange={setChosen}
        className="w-full"
      />
    </ActionDialog>
  );
}

export function BlockAction({ uid, accountId, onClose }: UserActionProps & { accountId: string }) {
  const { client } = useServices();
  return (
    <ActionDialog
      title={t`Block the account`}
      uid={uid}
      confirmLabel={t`Block`}
      isDangerous
      intent={accountId}
      effects={[
        { label: t`Access`, value: t`every call is refused within five seconds, until it is undone` },
      ]}
      run={async (call) => {
        const target = { kind: 'account', accountId } as const;
        const block = { ...call, action: 'block', target, expiresAtMs: null } as const;
        const { blockId } = await client.call('changeBlocks', block);
        return {
          text: t`The account is blocked.`,
          undo: async (undoCall) => {
            await client.call('changeBlocks', { ...undoCall, action: 'unblock', blockId });
            return t`Undone.`;
          },
        };
      }}
      onClose={onClose}
    />
  );
}
