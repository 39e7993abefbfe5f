using System.Text.Json.Nodes;

namespace Shop.Api.Tests.OpenApi;

/// <summary>The document as a client reads it.</summary>
internal static class LiveDocument
{
    public static async Task<JsonNode> DocumentAsync(this ShopApplication shop)
    {
        var reply = await shop.GetAsync("/openapi/v1.json");
        Assert.Equal(200, reply.Status);
        return reply.Json;
    }
}
