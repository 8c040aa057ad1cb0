#pragma once

namespace leadline {

/// The objects of Close that the mirror keeps and the outbox writes. Contacts, opportunities and tasks live
/// inside their lead; activities of every type are one kind.
enum class ObjectKind { Lead, Contact, Opportunity, Task, Activity };

} // namespace leadline
