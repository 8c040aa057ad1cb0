#include "services/sandbox/store.h"

#include "services/sandbox/events/eventlog.h"
#include "services/sandbox/world/overlay.h"
#include "services/sandbox/world/scanner.h"
#include "services/sandbox/world/sequence.h"
#include "services/sandbox/world/serverclock.h"
#include "services/sandbox/world/statefile.h"
#include "services/sandbox/world/world.h"

#include <algorithm>
#include <array>

namespace leadline::sandbox {

namespace {

QDateTime dateOf(const QJsonObject &object, QLatin1String key)
{
    return QDateTime::fromString(object.value(key).toString(), Qt::ISODateWithMs).toUTC();
}

bool isGenerated(Kind kind)
{
    return kind >= Kind::Lead && kind <= Kind::Activity;
}

constexpr int GeneratedKinds = static_cast<int>(Kind::Activity) - static_cast<int>(Kind::Lead) + 1;

/// The objects of one generated kind that were written, and the lists they stand in.
struct Written
{
    Overlay overlay;
    Sequence byCreation;
    Sequence byUpdate; ///< kept for leads and contacts
};

} // namespace

struct Store::Private
{
    explicit Private(const Options &options)
        : file(options.stateFile, options.seed, options.leads, options.now)
        , world(options.seed, options.leads, file.epoch())
        , clock(options.now, file.epoch())
    {
        const Schedule &schedule = world.schedule();
        for (int i = 0; i < GeneratedKinds; ++i) {
            const Timetable &own = schedule.of(static_cast<Kind>(static_cast<int>(Kind::Lead) + i));
            const Timetable &created = i == 0 ? schedule.byCreation() : own;
            written.append({{}, Sequence(created, schedule.clock()), Sequence(own, schedule.clock())});
        }
        file.replay([this](const QJsonObject &change) { apply(change); });
    }

    void apply(const QJsonObject &change);
    void record(const QString &verb, Kind kind, const QJsonValue &what);
    void put(Kind kind, const QJsonObject &object);
    void remove(Kind kind, const QString &id);
    void forgetScans(); ///< of every kind: a filter may look at other objects than its own
    void leaveLists(Kind kind, const QString &id); ///< the written object, and the generated one it replaces
    [[nodiscard]] QList<QJsonObject> window(Kind kind, qint64 skip, qint64 limit) const;
    [[nodiscard]] static qsizetype indexOf(Kind kind)
    {
        return static_cast<qsizetype>(kind) - static_cast<qsizetype>(Kind::Lead);
    }
    [[nodiscard]] const Overlay &overlay(Kind kind) const { return written.at(indexOf(kind)).overlay; }
    /// The order of Store::list.
    [[nodiscard]] const Sequence &sequence(Kind kind) const
    {
        const Written &lists = written.at(indexOf(kind));
        return kind == Kind::Lead ? lists.byUpdate : lists.byCreation;
    }

    StateFile file;
    World world;
    QList<Written> written; ///< by generated kind, from Kind::Lead on
    std::array<Scanner, KindCount> scanners;
    ServerClock clock;
    quint64 freshIds = 0;
    EventLog events;
    Watcher watcher;
};

void Store::Private::apply(const QJsonObject &change)
{
    const auto kind = static_cast<Kind>(change.value(QLatin1String("kind")).toInt());
    const QString verb = change.value(QLatin1String("verb")).toString();
    const QJsonValue what = change.value(QLatin1String("what"));
    if (kind < Kind::User || static_cast<int>(kind) >= KindCount)
        return;
    if (verb == QLatin1String("put"))
        put(kind, what.toObject());
    else if (verb == QLatin1String("remove"))
        remove(kind, what.toString());
    else if (verb == QLatin1String("organization"))
        world.organisation().organization = what.toObject();
    else if (verb == QLatin1String("event"))
        events.add(what.toObject(), {});
    freshIds = static_cast<quint64>(change.value(QLatin1String("ids")).toInteger());
    clock.restore(QDateTime::fromMSecsSinceEpoch(change.value(QLatin1String("tick")).toInteger(), Qt::UTC));
}

void Store::Private::record(const QString &verb, Kind kind, const QJsonValue &what)
{
    file.append({{QStringLiteral("verb"), verb},
                 {QStringLiteral("kind"), static_cast<int>(kind)},
                 {QStringLiteral("what"), what},
                 {QStringLiteral("ids"), static_cast<qint64>(freshIds)},
                 {QStringLiteral("tick"), clock.last().toMSecsSinceEpoch()}});
}

void Store::Private::forgetScans()
{
    for (Scanner &scanner : scanners)
        scanner.forget();
}

void Store::Private::leaveLists(Kind kind, const QString &id)
{
    Written &lists = written[indexOf(kind)];
    if (lists.overlay.state(id) == Overlay::State::Present) {
        const QJsonObject old = lists.overlay.object(id);
        lists.byCreation.erase(id, dateOf(old, QLatin1String("date_created")));
        lists.byUpdate.erase(id, dateOf(old, QLatin1String("date_updated")));
    }
    const Timetable &own = world.schedule().of(kind);
    const auto entry = world.locate(kind, id);
    if (!entry || entry->track >= own.trackCount())
        return; // not generated, or a thread, which stands in no list
    const auto made = kind == Kind::Lead ? world.schedule().byCreation().find(entry->lead) : entry;
    lists.byUpdate.shadow(own.rank(*entry));
    if (made)
        lists.byCreation.shadow(kind == Kind::Lead ? world.schedule().byCreation().rank(*made)
                                                   : own.rank(*made));
}

void Store::Private::put(Kind kind, const QJsonObject &object)
{
    if (!isGenerated(kind)) {
        world.organisation().put(kind, object);
        return;
    }
    const QString id = object.value(QLatin1String("id")).toString();
    const QString leadId = kind == Kind::Lead ? QString() : object.value(QLatin1String("lead_id")).toString();
    leaveLists(kind, id);
    Written &lists = written[indexOf(kind)];
    lists.overlay.put(id, leadId, object);
    lists.byCreation.insert(id, dateOf(object, QLatin1String("date_created")));
    lists.byUpdate.insert(id, dateOf(object, QLatin1String("date_updated")));
}

void Store::Private::remove(Kind kind, const QString &id)
{
    if (isGenerated(kind)) {
        leaveLists(kind, id);
        written[indexOf(kind)].overlay.remove(id);
    } else {
        world.organisation().remove(kind, id);
    }
}

QList<QJsonObject> Store::Private::window(Kind kind, qint64 skip, qint64 limit) const
{
    if (!isGenerated(kind))
        return world.organisation().objects(kind).mid(skip, limit);
    QList<QJsonObject> objects;
    for (const Sequence::Place &place : sequence(kind).window(skip, limit))
        objects.append(place.id.isEmpty() ? world.object(kind, place.entry) : overlay(kind).object(place.id));
    return objects;
}

Store::Store(Options options)
{
    if (!options.now.isValid())
        options.now = QDateTime::currentDateTimeUtc();
    options.now = options.now.toUTC();
    d = std::make_unique<Private>(options);
}

Store::~Store() = default;

const QJsonObject &Store::organization() const
{
    return d->world.organisation().organization;
}

void Store::putOrganization(QJsonObject organization)
{
    d->world.organisation().organization = std::move(organization);
    d->record(QStringLiteral("organization"), Kind::User, d->world.organisation().organization);
}

QString Store::currentUserId() const
{
    return d->world.organisation().currentUserId();
}

QJsonObject Store::me() const
{
    return d->world.organisation().me();
}

QString Store::problem() const
{
    return d->file.problem();
}

std::optional<QJsonObject> Store::find(Kind kind, const QString &id) const
{
    if (!isGenerated(kind))
        return d->world.organisation().find(kind, id);
    switch (d->overlay(kind).state(id)) {
    case Overlay::State::Present:
        return d->overlay(kind).object(id);
    case Overlay::State::Removed:
        return std::nullopt;
    case Overlay::State::Untouched:
        break;
    }
    const auto entry = d->world.locate(kind, id);
    return entry ? std::optional(d->world.object(kind, *entry)) : std::nullopt;
}

QList<QJsonObject> Store::ofLead(Kind kind, const QString &leadId) const
{
    if (!isGenerated(kind) || kind == Kind::Lead)
        return {};
    const Overlay &overlay = d->overlay(kind);
    QList<QJsonObject> objects;
    for (const QJsonObject &object : d->world.ofLead(kind, leadId)) {
        if (overlay.state(object.value(QLatin1String("id")).toString()) == Overlay::State::Untouched)
            objects.append(object);
    }
    const QStringList laidOver = overlay.ofLead(leadId);
    if (laidOver.isEmpty())
        return objects;
    for (const QString &id : laidOver)
        objects.append(overlay.object(id));
    std::stable_sort(objects.begin(), objects.end(), [](const QJsonObject &a, const QJsonObject &b) {
        const QLatin1String key("date_created");
        return dateOf(a, key) > dateOf(b, key);
    });
    return objects;
}

Listing Store::list(Kind kind, int skip, int limit, const Filter &filter, const QString &name) const
{
    if (filter) {
        const auto window = [this, kind](qint64 at, qint64 size) { return d->window(kind, at, size); };
        return d->scanners[static_cast<size_t>(kind)].find(name, window, filter, skip, limit);
    }
    Listing listing;
    listing.total = count(kind);
    listing.items = d->window(kind, skip, limit);
    listing.hasMore = skip + listing.items.size() < listing.total;
    return listing;
}

int Store::count(Kind kind) const
{
    if (!isGenerated(kind))
        return static_cast<int>(d->world.organisation().objects(kind).size());
    return static_cast<int>(d->sequence(kind).size());
}

Sequence Store::order(Kind kind, Dated by) const
{
    const Written &lists = d->written.at(Private::indexOf(kind));
    return by == Dated::Created ? lists.byCreation : lists.byUpdate;
}

std::optional<QJsonObject> Store::at(Kind kind, const Sequence::Place &place) const
{
    if (!place.id.isEmpty())
        return find(kind, place.id);
    // An order of leads by creation has other entries than the one a lead is made from.
    const auto entry = kind == Kind::Lead ? d->world.schedule().of(kind).find(place.entry.lead) : place.entry;
    if (!entry)
        return std::nullopt;
    if (d->overlay(kind).isEmpty())
        return d->world.object(kind, *entry);
    const QString id = d->world.idOf(kind, *entry);
    return d->overlay(kind).state(id) == Overlay::State::Untouched
               ? std::optional(d->world.object(kind, *entry))
               : find(kind, id);
}

void Store::put(Kind kind, const QJsonObject &object)
{
    d->forgetScans();
    if (d->watcher)
        d->watcher(kind, object.value(QLatin1String("id")).toString(), object);
    d->put(kind, object);
    d->record(QStringLiteral("put"), kind, object);
}

void Store::remove(Kind kind, const QString &id)
{
    d->forgetScans();
    if (d->watcher)
        d->watcher(kind, id, std::nullopt);
    d->remove(kind, id);
    d->record(QStringLiteral("remove"), kind, id);
}

void Store::watch(Watcher watcher)
{
    d->watcher = std::move(watcher);
}

QList<QJsonObject> Store::written(Kind kind) const
{
    return isGenerated(kind) ? d->overlay(kind).objects() : QList<QJsonObject>();
}

EventLog &Store::events()
{
    return d->events;
}

const EventLog &Store::events() const
{
    return d->events;
}

void Store::addEvent(const QJsonObject &event, const QDateTime &visibleFrom)
{
    d->events.add(event, visibleFrom);
    d->record(QStringLiteral("event"), Kind::User, event);
}

QString Store::newId(const QString &prefix)
{
    return d->world.freshId(prefix.endsWith(QLatin1Char('_')) ? prefix : prefix + QLatin1Char('_'),
                            ++d->freshIds);
}

QDateTime Store::now() const
{
    return d->clock.now();
}

void Store::advance(qint64 milliseconds)
{
    d->clock.advance(milliseconds);
}

QDateTime Store::tick()
{
    return d->clock.tick();
}

} // namespace leadline::sandbox
