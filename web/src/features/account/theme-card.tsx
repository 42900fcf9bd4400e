import { Monitor, Moon, Sun } from 'lucide-react';
import { Segmented } from '../../components/segmented.tsx';
import { setTheme, useTheme } from '../../lib/theme.ts';

const options = [
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'system', label: 'System', icon: Monitor },
] as const;

export function ThemeCard() {
  const { choice } = useTheme();
  return (
    <section aria-labelledby="appearance" className="rounded-2xl border border-line bg-surface p-5">
      <h2 id="appearance" className="mb-3 font-semibold">
        Appearance
      </h2>
      <Segmented label="Theme" value={choice} options={options} onChange={setTheme} />
    </section>
  );
}
