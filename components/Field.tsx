import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Labelled {
  label: string;
  hint?: ComponentChildren;
}

interface TextProps extends Labelled {
  value: Signal<string>;
  type?: 'text' | 'password' | 'url';
  autocomplete?: 'off' | 'new-password';
  placeholder?: string;
  required?: boolean;
}

/** A line of text with its label and what to put there. */
export function TextField({ label, hint, value, type = 'text', ...more }: TextProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...(type === 'password'
          ? { type: 'password' as const }
          : { type: 'text' as const, inputMode: type })}
        {...more}
        value={value.value}
        spellcheck={false}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      <Hint id={id} hint={hint} />
    </div>
  );
}

interface NumberProps extends Labelled {
  /** As typed; it may be no number yet. */
  value: Signal<string>;
  min: number;
  max: number;
}

export function NumberField({ label, hint, value, min, max }: NumberProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        value={value.value}
        aria-invalid={numberIn(value.value, min, max) === null}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      <Hint id={id} hint={hint} />
    </div>
  );
}

/** The number typed, or null when it is none or outside its limits. */
export function numberIn(typed: string, min: number, max: number): number | null {
  const value = typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isFinite(value) && value >= min && value <= max ? value : null;
}

interface CheckProps extends Labelled {
  value: Signal<boolean>;
}

export function CheckField({ label, hint, value }: CheckProps) {
  const id = useId();
  return (
    <div class="choice">
      <input
        id={id}
        type="checkbox"
        checked={value.value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          value.value = event.currentTarget.checked;
        }}
      />
      <label for={id}>{label}</label>
      <Hint id={id} hint={hint} />
    </div>
  );
}

interface RadioProps<T extends string> extends Labelled {
  group: string;
  is: T;
  value: Signal<T>;
  /** What is chosen, where that is not the value itself. */
  now?: T;
}

export function RadioField<T extends string>(props: RadioProps<T>) {
  const { label, hint, group, is, value, now = value.value } = props;
  const id = useId();
  return (
    <div class="choice">
      <input
        id={id}
        type="radio"
        name={group}
        checked={now === is}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={() => {
          value.value = is;
        }}
      />
      <label for={id}>{label}</label>
      <Hint id={id} hint={hint} />
    </div>
  );
}

interface SelectProps extends Labelled {
  value: Signal<string>;
  choices: { is: string; label: string }[];
}

export function SelectField({ label, hint, value, choices }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        {choices.map((choice) => (
          <option key={choice.is} value={choice.is} selected={choice.is === value.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Hint id={id} hint={hint} />
    </div>
  );
}

function Hint({ id, hint }: { id: string; hint: ComponentChildren }) {
  if (!hint) return null;
  return (
    <p class="hint" id={`${id}-hint`}>
      {hint}
    </p>
  );
}
