#pragma once

#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "ui/leadfacts.h"
#include "ui/theme/theme.h"

class QGridLayout;
class QWidget;

namespace leadline {

/// The cards of the detail pane below the contacts, made from plain values. Each returns a new widget without
/// a parent, or null when the lead has nothing of the kind.
[[nodiscard]] QWidget *makeTaskCard(const Theme &theme, const Lead &lead, const QDateTime &nowUtc);
[[nodiscard]] QWidget *makeOpportunityCard(const Theme &theme, const Lead &lead);
[[nodiscard]] QWidget *makeFieldCard(const Theme &theme, const Lead &lead,
                                     const OrganizationData &organization);
/// Names over values, two to a row; `prefix` begins the object names of the values.
void fillFieldGrid(QGridLayout *grid, const Theme &theme, const QList<FieldFact> &facts, const QString &prefix);
/// Only when there is more than the one address that the header shows.
[[nodiscard]] QWidget *makeAddressCard(const Theme &theme, const Lead &lead);

} // namespace leadline
