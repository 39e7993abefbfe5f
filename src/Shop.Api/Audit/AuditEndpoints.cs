using System.Text.Json.Serialization;
using FluentValidation;
using Shop.Api.Http;
using Shop.Api.Http.Json;
using Shop.Data;
using Shop.Data.Audit;
using Shop.Data.Redis;

namespace Shop.Api.Audit;

internal static class AuditEndpoints
{
    private static readonly AuditEntryResponse Example = new(
        Sequence: 4711, new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero), ActorKind.Admin,
        Guid.Parse("0199b2a4-0000-7000-8000-000000000001"), "patchProduct", AuditObject.Product,
        Guid.Parse("0199b2a4-7c10-7a51-9d3e-5f0c6a1b2c40"), VersionBefore: "3.17", VersionAfter: "4.17", Address: "192.0.2.7", Outcome: "replaced");

    public static void AddAudit(this IServiceCollection services) => services
        .AddJson(AuditJson.Default)
        .AddSingleton<IValidator<AuditQuery>, AuditQueryValidator>();

    public static void MapAudit(this IEndpointRouteBuilder app) => app.MapGroup("/v1/audit").WithTags("Operations").For(Audience.Admin)
        .Get("/", ListAsync).SortedBy("-at", "at").As("listAudit", "List who changed what")
        .Example(new PageResponse<AuditEntryResponse>([Example], new PageInfo(Limit: 20, NextCursor: null), TotalCount: null));

    private static async Task<PageAnswer<AuditEntryResponse>> ListAsync(
        Page page, Query<AuditQuery> query, AuditStore audit, Consistency consistency, CancellationToken cancellationToken) =>
        page.With(await audit.ListAsync(query.Value.ToFilter(), page.ToQuery(), consistency, cancellationToken), AuditEntryResponse.From);
}

/// <inheritdoc cref="AuditEntry"/>
internal sealed record AuditEntryResponse(
    long Sequence,
    DateTimeOffset At,
    [property: OneOf(typeof(ActorKind))] string ActorKind,
    Guid? Actor,
    string Action,
    [property: OneOf(typeof(AuditObject))] string ObjectType,
    Guid ObjectId,
    string? VersionBefore,
    string? VersionAfter,
    string? Address,
    string Outcome)
{
    public static AuditEntryResponse From(AuditEntry entry) => new(
        entry.Sequence, entry.At, entry.ActorKind, entry.Actor, entry.Action, entry.ObjectType, entry.ObjectId,
        entry.VersionBefore, entry.VersionAfter, entry.Address, entry.Outcome);
}

[JsonSerializable(typeof(PageResponse<AuditEntryResponse>))]
internal sealed partial class AuditJson : JsonSerializerContext;
