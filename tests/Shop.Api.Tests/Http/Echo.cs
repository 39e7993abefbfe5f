using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Redis;

namespace Shop.Api.Tests.Http;

/// <summary>Answers with what was bound. Its routes use every word that a real noun's routes may use.</summary>
internal static class EchoEndpoints
{
    public static readonly Guid Known = Guid.Parse("0192f0c1-0000-7000-8000-00000000000a");

    public static void MapEchoes(this IEndpointRouteBuilder app)
    {
        var echoes = app.MapGroup("/v1/echoes").WithTags("Echoes");
        echoes.Get("/", ListAsync).For(Audience.Everyone).SortedBy("-createdAt", "name");
        echoes.Post("/", CreateAsync).For(Audience.Everyone);
        echoes.Get("/mine", ListAsync);
        echoes.Get("/keyed", ListAsync).ForKeys("echoes:read");
        echoes.Get("/sought", SeekAsync).For(Audience.Everyone);
        echoes.Post("/quiet", CreateAsync).IgnoresIdempotencyKey().For(Audience.Everyone);
        echoes.Get("/{id}", GetAsync).For(Audience.Everyone);
        echoes.Put("/{id}", ReplaceAsync).For(Audience.Admin).About(SubjectAsync);
        echoes.Delete("/{id}", DeleteAsync);
        echoes.Post("/{id}/wave", WaveAsync);
        echoes.Get("/of/{id}", OfAsync).MeIsCaller();
        echoes.Get("/failing/{how}", FailAsync).For(Audience.Everyone);
    }

    private static Task<PageAnswer<Guid>> ListAsync(Page page)
    {
        var all = Enumerable.Range(1, 5).Select(number => new Guid(number, 0, 0, new byte[8])).ToList();
        var from = page.After is { } after ? all.IndexOf(Guid.Parse(after)) + 1 : 0;
        var items = all.Skip(from).Take(page.Limit).ToList();
        return Task.FromResult(page.With(items, from + items.Count < all.Count ? items[^1].ToString() : null, all.Count));
    }

    private static Task<PageAnswer<EchoQuery>> SeekAsync(Page page, Query<EchoQuery> query) =>
        Task.FromResult(page.With([query.Value], page.After is null ? "there" : null));

    private static Task<Results<Answer<Echo>, Problem>> CreateAsync(Body<EchoRequest> body, Change change, Caller caller)
    {
        var echo = new Echo(Known, body.Value, change.Operation, change.IfMatch, caller.Id, Note: null, EchoMood.VeryGood, TestClock.Start);
        return Task.FromResult<Results<Answer<Echo>, Problem>>(
            Answer.Created($"/v1/echoes/{Known}", echo).WithETag(1).After(new Written(2, Replayed: change.Operation.FromClient, Reached: null)));
    }

    private static Task<Results<Answer<string>, Problem>> GetAsync(Guid id) =>
        Task.FromResult<Results<Answer<string>, Problem>>(id == Known ? Answer.Ok("echo").WithETag("3.17").Cacheable() : Problems.NotFound());

    private static Task<Answer<EchoRequest>> ReplaceAsync(Guid id, Body<EchoRequest> body, Change change) =>
        Task.FromResult(Answer.Ok(body.Value).WithETag(4).After(new Written(1, Replayed: false, Reached: null)));

    private static Task<Answer> DeleteAsync(Guid id, Change change) =>
        Task.FromResult(Answer.NoContent().After(new Written(2, Replayed: false, Reached: null)));

    private static Task<Answer<WaveRequest>> WaveAsync(Guid id, OptionalBody<WaveRequest> body, Change change) =>
        Task.FromResult(Answer.Ok(body.Value));

    private static Task<Answer<Guid>> OfAsync(Guid id) => Task.FromResult(Answer.Ok(id));

    private static async Task<Answer> FailAsync(string how, HttpContext context)
    {
        if (string.Equals(how, "late", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
        }

        throw Enum.TryParse<RedisUnavailableReason>(how, out var reason)
            ? new RedisUnavailableException(reason, TimeSpan.FromMilliseconds(1500), "redis-2 at 10.0.0.7 is down")
            : new InvalidOperationException("secret detail");
    }

    private static Task<Subject> SubjectAsync(Guid id, Caller caller) =>
        Task.FromResult(id == Known && caller.IsAdmin ? Subject.At(3, "3.17") : Subject.Missing);
}

[ReadOnlyFields("id", "version")]
internal sealed record EchoRequest(
    string? Name = null,
    string? Text = null,
    long? Quantity = null,
    bool? Flag = null,
    string? OwnerId = null,
    string? Kind = null,
    string? MadeOn = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<EchoItem>? Items = null,
    IReadOnlyDictionary<string, string>? Attributes = null,
    [Verbatim] string? Password = null,
    string? Role = null) : IAdminFields
{
    public bool HasAdminFields(Guid caller) => Role is not null;
}

internal sealed record EchoQuery : IAdminFields
{
    public string? Name { get; init; }

    public long? Least { get; init; }

    public bool? Flag { get; init; }

    public string? Since { get; init; }

    public string? Secret { get; init; }

    public bool HasAdminFields(Guid caller) => Secret is not null;
}

internal sealed class EchoQueryValidator : AbstractValidator<EchoQuery>
{
    public EchoQueryValidator()
    {
        RuleFor(query => query.Name).Text(1, 5);
        RuleFor(query => query.Least).Between(0, 10);
        RuleFor(query => query.Since).Time();
    }
}

internal sealed record EchoItem(string? ProductId, long? Quantity);

internal sealed record WaveRequest(string? Reason);

internal enum EchoMood
{
    VeryGood,
}

internal sealed record Echo(
    Guid Id, EchoRequest Request, Operation Operation, string IfMatch, Guid CallerId, string? Note, EchoMood Mood, DateTimeOffset At);

internal sealed class EchoValidator : AbstractValidator<EchoRequest>
{
    public EchoValidator()
    {
        RuleFor(echo => echo.Name).Required().Text(1, 10);
        RuleFor(echo => echo.Text).Text(0, 50, multiline: true);
        RuleFor(echo => echo.Quantity).Between(1, 1000);
        RuleFor(echo => echo.OwnerId).Uuid();
        RuleFor(echo => echo.Kind).OneOf("small", "large");
        RuleFor(echo => echo.MadeOn).Date(new DateOnly(1900, 1, 1), new DateOnly(2100, 12, 31));
        RuleFor(echo => echo.Tags).Count(0, 3).Distinct();
        RuleForEach(echo => echo.Tags).Matching(new Regex(@"\A[a-z]{1,8}\z", RegexOptions.None, TimeSpan.FromSeconds(1)), "must be {1,8} lower-case letters");
        RuleFor(echo => echo.Items).Count(1, 2).Distinct(item => item.ProductId, nameof(EchoItem.ProductId));
        RuleForEach(echo => echo.Items).ChildRules(item => item.RuleFor(line => line.Quantity).Required().Between(1, 1000));
        RuleFor(echo => echo.Attributes).Entries(new Regex(@"\A[a-z/~]+\z", RegexOptions.None, TimeSpan.FromSeconds(1)), "must be a lower-case key", 5);
    }
}

internal sealed class WaveValidator : AbstractValidator<WaveRequest>
{
    public WaveValidator() => RuleFor(wave => wave.Reason).Text(0, 10);
}

[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(WaveRequest))]
[JsonSerializable(typeof(Echo))]
[JsonSerializable(typeof(PageResponse<EchoQuery>))]
internal sealed partial class EchoJson : JsonSerializerContext;
