import { Switch } from '../../../components/controls/switch.tsx';

interface SwitchLineProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A switch with its label in sight. */
export function SwitchLine({ label, checked, onChange }: SwitchLineProps) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="text-[0.8125rem]">{label}</span>
      <Switch label={label} checked={checked} onChange={onChange} />
    </div>
  );
}
