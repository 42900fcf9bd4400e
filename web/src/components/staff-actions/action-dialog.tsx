import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CircleCheckBig, Undo2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useWho } from '../../lib/data/use-who.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { Field } from '../ui/field.tsx';
import { type ApprovalRequest, RequestApproval } from './request-approval.tsx';

/** The data of each call of an action: the id is the same for each retry of the same intent. */
export interface ActionCall {
  readonly requestId: string;
  readonly reason: string;
}

/** The result of an action. */
export interface ActionDone {
  readonly text: string;
  /** Undoes it, as an action of its own. */
  readonly undo?: (call: ActionCall) => Promise<string>;
}

interface ActionDialogProps {
  readonly title: string;
  readonly uid: string;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** The effects on the target: values before and after. */
  readonly effects: readonly Fact[];
  /** Why it can't be done yet, such as an amount that is missing. */
  readonly fault?: string | null;
  /** Changes with every field: another intent is another request. */
  readonly intent: string;
  /** The request for a second admin's approval, if the action needs one. */
  readonly approval?: ApprovalRequest;
  readonly run: (call: ActionCall) => Promise<ActionDone>;
  readonly onClose: () => void;
  /** The fields of the action. */
  readonly children?: ReactNode;
}

/** Shows the user and the effect, requires the reason, acts, shows the result and offers to undo it. */
export function ActionDialog(props: ActionDialogProps) {
  const {
    title,
    uid,
    confirmLabel,
    isDangerous = false,
    effects,
    fault = null,
    intent,
    run,
    onClose,
  } = props;
  const { name, detail } = useWho(uid);
  const { reason, field, confirm } = useReason();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another intent is another request
  const requestId = useMemo(newRequestId, [intent, reason]);
  const act = useMutation({ mutationFn: () => run({ requestId, reason }) });
  return (
    <Dialog title={title} open onClose={onClose}>
      {act.data ? (
        <Done done={act.data} reason={reason} onClose={onClose} />
      ) : (
        <form
          noValidate
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (fault === null) confirm(() => act.mutate());
          }}
        >
          <div className="flex items-center gap-3 rounded-xl border border-line bg-sunken p-3">
            <Avatar uid={uid} name={name} className="size-9 text-sm" />
            <div className="min-w-0">
              <p className="truncate font-medium">{name}</p>
              {detail && <p className="truncate text-ink-3 text-xs">{detail}</p>}
            </div>
          </div>
          {props.children}
          <section aria-label={t`Effect`}>
            <FactList facts={effects} />
          </section>
          <Field {...field} />
          {act.error && <ErrorNotice error={toCallError(act.error)} />}
          {act.error && props.approval && (
            <RequestApproval error={act.error} reason={reason} {...props.approval} />
          )}
          <div className="flex flex-wrap items-center justify-end gap-2">
            {fault && <p className="me-auto text-ink-3 text-xs">{fault}</p>}
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              type="submit"
              look={isDangerous ? 'danger' : 'primary'}
              disabled={fault !== null}
              busy={act.isPending}
            >
              {confirmLabel}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function Done({ done, reason, onClose }: { done: ActionDone; reason: string; onClose: () => void }) {
  const requestId = useMemo(newRequestId, []);
  const undo = useMutation({
    mutationFn: async () =>
      (await done.undo?.({ requestId, reason: t`Undo: ${reason}`.slice(0, 300) })) ?? '',
  });
  return (
    <div className="space-y-4 text-center">
      <CircleCheckBig aria-hidden="true" className="mx-auto size-9 text-ok" />
      <p role="status" className="break-words font-medium">
        {undo.data ?? done.text}
      </p>
      {undo.error && <ErrorNotice error={toCallError(undo.error)} />}
      <div className="flex justify-center gap-2">
        {done.undo && undo.data === undefined && (
          <Button busy={undo.isPending} onClick={() => undo.mutate()}>
            {!undo.isPending && <Undo2 aria-hidden="true" className="size-4" />}
            <Trans>Undo</Trans>
          </Button>
        )}
        <Button look="primary" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </div>
    </div>
  );
}
