using System.Text.Json.Serialization;
using FluentValidation;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Http.Json;

namespace Shop.Api.ApiKeys;

internal static class ApiKeySetup
{
    public static void AddApiKeys(this IServiceCollection services)
    {
        services.AddJson(ApiKeyJson.Default);
        services.AddSingleton<ApiKeySecrets>();
        services.AddSingleton<ApiKeyUses>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUses>());
        services.AddSingleton<IApiKeys, StoredApiKeys>();
        services.AddSingleton<IValidator<ApiKeyRequest>, ApiKeyValidator>();
    }
}

[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(ApiKeyResponse))]
[JsonSerializable(typeof(PageResponse<ApiKeyResponse>))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
