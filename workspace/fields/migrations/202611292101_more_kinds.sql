-- Long text, web address, e-mail and phone lie as text.
alter table field drop constraint field_type_check;
alter table field add constraint field_type_check
  check (type in ('text', 'prose', 'number', 'money', 'date', 'choice', 'yesno', 'url', 'email', 'phone'));
