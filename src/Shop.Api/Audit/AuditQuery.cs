using System.ComponentModel;
using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Audit;

namespace Shop.Api.Audit;

/// <summary>What the audit may be filtered by.</summary>
internal sealed record AuditQuery
{
    [Description("The id of the user or the API key that made the change.")]
    public string? Actor { get; init; }

    public string? ObjectType { get; init; }

    public string? ObjectId { get; init; }

    [Description("The call, by its operationId: patchProduct.")]
    public string? Action { get; init; }

    [Description("Made after this time, and not at it.")]
    public string? CreatedAfter { get; init; }

    [Description("Made before this time, and not at it.")]
    public string? CreatedBefore { get; init; }

    public AuditFilter ToFilter() => new()
    {
        Actor = Actor is null ? null : Guid.Parse(Actor),
        ObjectType = ObjectType,
        ObjectId = ObjectId is null ? null : Guid.Parse(ObjectId),
        Action = Action,
        After = CreatedAfter is null ? null : Rules.ReadTime(CreatedAfter),
        Before = CreatedBefore is null ? null : Rules.ReadTime(CreatedBefore),
    };
}

internal sealed class AuditQueryValidator : AbstractValidator<AuditQuery>
{
    public AuditQueryValidator()
    {
        RuleFor(query => query.Actor).Uuid();
        RuleFor(query => query.ObjectType).OneOf(typeof(AuditObject));
        RuleFor(query => query.ObjectId).Uuid();
        RuleFor(query => query.Action).Text(1, 64);
        RuleFor(query => query.CreatedAfter).Time();
        RuleFor(query => query.CreatedBefore).Time();
    }
}
