-- A member lies as the text of their id: it is compared, and never told to anybody as a text.
alter table field drop constraint field_type_check;
alter table field add constraint field_type_check check (type in
  ('text', 'prose', 'number', 'money', 'date', 'choice', 'choices', 'yesno', 'url', 'email', 'phone', 'member'));
