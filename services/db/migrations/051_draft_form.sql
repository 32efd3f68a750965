-- What stands in the message input form and beside the text: attachments, the quoted message, the template. JSON as the browser wrote
-- it; '' = nothing.
alter table draft add column form text not null default '';
