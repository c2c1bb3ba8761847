import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ServerFormProps } from './server/ServerForm';

let here: FunctionComponent<ServerFormProps> | null = null;

/** The form, whose code comes when it is first opened. */
export function OpenedServerForm(props: ServerFormProps) {
  const [, arrived] = useState(false);
  useEffect(() => {
    if (here) return;
    void import('./server/ServerForm').then(({ ServerForm }) => {
      here = ServerForm;
      arrived(true);
    });
  }, []);
  const Form = here;
  return Form ? <Form {...props} /> : null;
}
