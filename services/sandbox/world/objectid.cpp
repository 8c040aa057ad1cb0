#include "services/sandbox/world/objectid.h"

namespace leadline::sandbox {

quint64 ObjectId::pack(Family family, int track, qint64 number)
{
    return static_cast<quint64>(family) << 56 | static_cast<quint64>(track) << 40 |
           static_cast<quint64>(number);
}

ObjectId::Family ObjectId::familyOf(Kind kind)
{
    switch (kind) {
    case Kind::Lead:
        return Family::Lead;
    case Kind::Contact:
        return Family::Contact;
    case Kind::Opportunity:
        return Family::Opportunity;
    case Kind::Task:
        return Family::Task;
    case Kind::Activity:
        return Family::Activity;
    case Kind::User:
    case Kind::LeadStatus:
    case Kind::OpportunityStatus:
    case Kind::Pipeline:
    case Kind::LeadField:
    case Kind::ContactField:
    case Kind::OpportunityField:
    case Kind::ActivityField:
    case Kind::SharedField:
    case Kind::CustomActivityType:
    case Kind::SmartView:
    case Kind::PhoneNumber:
    case Kind::EmailTemplate:
    case Kind::SmsTemplate:
    case Kind::Outcome:
    case Kind::Webhook:
    case Kind::Group:
        break;
    }
    return Family::Organisation;
}

QString ObjectId::of(const IdCode &code, Kind kind, int track, qint64 lead)
{
    static const QStringList prefixes{QStringLiteral("lead_"), QStringLiteral("cont_"),
                                      QStringLiteral("oppo_"), QStringLiteral("task_"),
                                      QStringLiteral("acti_")};
    const Family family = familyOf(kind);
    const QString &prefix = prefixes.at(static_cast<int>(family) - static_cast<int>(Family::Lead));
    return code.encode(prefix, pack(family, family == Family::Lead ? 0 : track, lead));
}

QString ObjectId::fixed(const IdCode &code, const QString &prefix, int number)
{
    return code.encode(prefix, pack(Family::Organisation, 0, number));
}

} // namespace leadline::sandbox
