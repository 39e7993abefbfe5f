using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Purchases;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>GET /v1/users/{id}/export: the user and all its purchases, oldest first.</summary>
internal static class ExportUser
{
    private const int ChunkSize = 100;

    public static async Task<Results<ExportAnswer, Problem>> HandleAsync(
        Guid id, Caller caller, UserStore users, PurchaseStore purchases, Consistency consistency, CancellationToken cancellationToken)
    {
        if (!UserEndpoints.MayTouch(caller, id) || await users.FindAsync(id, consistency, cancellationToken) is not { } user)
        {
            return Problems.NotFound();
        }

        // The first chunk is read before the answer begins: a store that can't be reached is still a 503.
        return new ExportAnswer(caller, user, await ReadAsync(after: null), last => ReadAsync(last));

        Task<PageOf<Purchase>> ReadAsync(string? after) => purchases.ListAsync(
            new PurchaseFilter { UserId = id },
            new PageQuery(ChunkSize, after, Descending: false, IncludeTotal: false),
            consistency,
            cancellationToken);
    }
}

/// <summary>What an export looks like: it is written by <see cref="ExportAnswer"/>, never held as a whole.</summary>
internal sealed record ExportResponse(UserResponse User, IReadOnlyList<PurchaseResponse> Purchases);

/// <summary>Written chunk by chunk: it takes no more memory for a thousand purchases than for a hundred.</summary>
internal sealed record ExportAnswer(
    Caller Caller, User User, PageOf<Purchase> First, Func<string, Task<PageOf<Purchase>>> ReadAfterAsync)
    : IResult, IWrites<ExportResponse>
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        httpContext.Response.ContentType = "application/json";
        StoreHeaders.Apply(httpContext, written: null);
        await using var json = new Utf8JsonWriter(
            httpContext.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WritePropertyName("user");
        JsonSerializer.Serialize(json, UserResponse.From(User), options.GetTypeInfo(typeof(UserResponse)));
        json.WriteStartArray("purchases");
        await WriteChunksAsync(json, options, httpContext);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task WriteChunksAsync(Utf8JsonWriter json, JsonSerializerOptions options, HttpContext context)
    {
        for (PageOf<Purchase>? chunk = First; chunk is not null; chunk = chunk.Next is { } last ? await ReadAfterAsync(last) : null)
        {
            foreach (var purchase in chunk.Items)
            {
                JsonSerializer.Serialize(json, PurchaseResponse.For(Caller, purchase), options.GetTypeInfo(typeof(PurchaseResponse)));
            }

            json.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }
}
