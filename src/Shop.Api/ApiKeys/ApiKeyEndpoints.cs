using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.ApiKeys;
using Shop.Data.Redis;

namespace Shop.Api.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/v1/api-keys").WithTags("API keys").For(Audience.Admin).ExampleOf("id", ApiKeyExamples.Id);
        keys.Get("/", ListAsync).SortedBy("-createdAt", "createdAt").As("listApiKeys", "List API keys").Example(ApiKeyExamples.Page);
        keys.Post("/", CreateAsync).As("createApiKey", "Make an API key; its secret is shown once")
            .Creates().Fails(404, "not-found").Example(ApiKeyExamples.NewKey, ApiKeyExamples.Created);
        keys.Get("/{id}", GetAsync).As("getApiKey", "Read an API key").Example(ApiKeyExamples.Key);
        keys.Delete("/{id}", RevokeAsync).As("revokeApiKey", "Revoke an API key");
    }

    private static async Task<PageAnswer<ApiKeyResponse>> ListAsync(
        Page page, ApiKeyStore keys, Consistency consistency, CancellationToken cancellationToken) =>
        page.With(await keys.ListAsync(page.ToQuery(), consistency, cancellationToken), ApiKeyResponse.From);

    private static async Task<Results<Answer<ApiKeyResponse>, Problem>> CreateAsync(
        Body<ApiKeyRequest> body,
        Change change,
        Caller caller,
        ApiKeyStore keys,
        ApiKeySecrets secrets,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var key = body.Value.ToNewKey(id, secrets.Issue(id), caller);
        return await keys.CreateAsync(key, change.Operation, cancellationToken) switch
        {
            CreateApiKeyResult.Created created => Answer
                .Created($"/v1/api-keys/{created.Key.Id}", ApiKeyResponse.From(created.Key, secrets.Open(created.Sealed)))
                .WithETag(created.Key.Version).After(created.Written),
            CreateApiKeyResult.NotFound => Problems.NotFound(),
            CreateApiKeyResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Making an API key came to {unknown}."),
        };
    }

    private static async Task<Results<Answer<ApiKeyResponse>, Problem>> GetAsync(
        Guid id, ApiKeyStore keys, Consistency consistency, CancellationToken cancellationToken) =>
        await keys.FindAsync(id, consistency, cancellationToken) is { } key
            ? Answer.Ok(ApiKeyResponse.From(key)).WithETag(key.Version)
            : Problems.NotFound();

    private static async Task<Results<Answer, Problem>> RevokeAsync(
        Guid id, Change change, ApiKeyStore keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, change.IfMatch, change.Operation, cancellationToken) switch
        {
            RevokeApiKeyResult.Revoked revoked => Answer.NoContent().After(revoked.Written),
            RevokeApiKeyResult.NotFound => Problems.NotFound(),
            RevokeApiKeyResult.PreconditionFailed failed =>
                Problems.PreconditionFailed(long.Parse(failed.CurrentVersion, CultureInfo.InvariantCulture)),
            RevokeApiKeyResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Revoking an API key came to {unknown}."),
        };
}
