
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "admin_audit_log": {
                  Row: {
                    "action": string,"actor": string,"created_at": string,"id": number,"new_value": Json | null,"old_value": Json | null,"reason": string,"subject": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor": string,"created_at"?: string,"id"?: never,"new_value"?: Json | null,"old_value"?: Json | null,"reason": string,"subject": string
                  }
                  Update: {
                    "action"?: string,"actor"?: string,"created_at"?: string,"id"?: never,"new_value"?: Json | null,"old_value"?: Json | null,"reason"?: string,"subject"?: string
                  }
                  Relationships: [
                    
                  ]
                },"app_settings": {
                  Row: {
                    "disabled_kinds": (Database["public"]['Enums']["generation_kind"])[],"max_attempts": number,"max_running_per_user": number,"max_starts_per_minute": number,"models": NonNullable<Json>,"only_row": boolean,"recent_days": number,"sign_ups_open": boolean,"signup_credits": number | null,"trash_days": number,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "disabled_kinds"?: (Database["public"]['Enums']["generation_kind"])[],"max_attempts"?: number,"max_running_per_user"?: number,"max_starts_per_minute"?: number,"models"?: NonNullable<Json>,"only_row"?: boolean,"recent_days"?: number,"sign_ups_open"?: boolean,"signup_credits"?: number | null,"trash_days"?: number,"updated_at"?: string
                  }
                  Update: {
                    "disabled_kinds"?: (Database["public"]['Enums']["generation_kind"])[],"max_attempts"?: number,"max_running_per_user"?: number,"max_starts_per_minute"?: number,"models"?: NonNullable<Json>,"only_row"?: boolean,"recent_days"?: number,"sign_ups_open"?: boolean,"signup_credits"?: number | null,"trash_days"?: number,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"credit_ledger": {
                  Row: {
                    "actor": string | null,"balance_after": number,"created_at": string,"delta": number,"generation_id": string | null,"idempotency_key": string | null,"media_id": string | null,"note": string | null,"reason": Database["public"]['Enums']["credit_reason"],"seq": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor"?: string | null,"balance_after": number,"created_at"?: string,"delta": number,"generation_id"?: string | null,"idempotency_key"?: string | null,"media_id"?: string | null,"note"?: string | null,"reason": Database["public"]['Enums']["credit_reason"],"seq": number,"user_id": string
                  }
                  Update: {
                    "actor"?: string | null,"balance_after"?: number,"created_at"?: string,"delta"?: number,"generation_id"?: string | null,"idempotency_key"?: string | null,"media_id"?: string | null,"note"?: string | null,"reason"?: Database["public"]['Enums']["credit_reason"],"seq"?: number,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "credit_ledger_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: false
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "credit_ledger_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"edited_images": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at": string | null,"sha256": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shelf"?: never,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shelf"?: never,"size_bytes"?: number,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                },"generations": {
                  Row: {
                    "attempts": number,"created_at": string,"deadline_at": string,"failure_code": Database["public"]['Enums']["failure_code"] | null,"failure_words": string | null,"finished_at": string | null,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"made_count": number,"max_attempts": number,"media_ids": (string)[],"model": string,"negative_prompt": string,"output_count": number | null,"price_credits": number,"price_credits_each": number,"progress": number,"prompt": string,"prompt_reading": Json | null,"provider": string | null,"provider_note": string | null,"provider_request_id": string | null,"revision": number,"settings": NonNullable<Json>,"source_media_id": string | null,"started_at": string | null,"status": Database["public"]['Enums']["generation_status"],"updated_at": string,"upstream": Json | null,"user_id": string,"usual_seconds": number,"wait_seconds": number,"work_seconds": number
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"deadline_at": string,"failure_code"?: Database["public"]['Enums']["failure_code"] | null,"failure_words"?: string | null,"finished_at"?: string | null,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"made_count"?: number,"max_attempts": number,"media_ids": (string)[],"model": string,"negative_prompt"?: string,"output_count"?: never,"price_credits"?: never,"price_credits_each": number,"progress"?: number,"prompt": string,"prompt_reading"?: Json | null,"provider"?: string | null,"provider_note"?: string | null,"provider_request_id"?: string | null,"revision"?: number,"settings"?: NonNullable<Json>,"source_media_id"?: string | null,"started_at"?: string | null,"status"?: Database["public"]['Enums']["generation_status"],"updated_at"?: string,"upstream"?: Json | null,"user_id": string,"usual_seconds": number,"wait_seconds": number,"work_seconds": number
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"deadline_at"?: string,"failure_code"?: Database["public"]['Enums']["failure_code"] | null,"failure_words"?: string | null,"finished_at"?: string | null,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"made_count"?: number,"max_attempts"?: number,"media_ids"?: (string)[],"model"?: string,"negative_prompt"?: string,"output_count"?: never,"price_credits"?: never,"price_credits_each"?: number,"progress"?: number,"prompt"?: string,"prompt_reading"?: Json | null,"provider"?: string | null,"provider_note"?: string | null,"provider_request_id"?: string | null,"revision"?: number,"settings"?: NonNullable<Json>,"source_media_id"?: string | null,"started_at"?: string | null,"status"?: Database["public"]['Enums']["generation_status"],"updated_at"?: string,"upstream"?: Json | null,"user_id"?: string,"usual_seconds"?: number,"wait_seconds"?: number,"work_seconds"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "generations_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"idempotency_keys": {
                  Row: {
                    "created_at": string,"expires_at": string,"generation_id": string,"input_hash": string,"key": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"expires_at"?: string,"generation_id": string,"input_hash": string,"key": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"expires_at"?: string,"generation_id"?: string,"input_hash"?: string,"key"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "idempotency_keys_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: true
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "idempotency_keys_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"images": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at": string | null,"sha256": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shelf"?: never,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shelf"?: never,"size_bytes"?: number,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                },"media": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at": string | null,"sha256": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shelf"?: never,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shelf"?: never,"size_bytes"?: number,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "media_generation_id_fkey"
      columns: ["generation_id"]
isOneToOne: false
      referencedRelation: "generations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "media_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"security_log": {
                  Row: {
                    "address": string,"created_at": string,"event": string,"id": number,"outcome": string,"user_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "address": string,"created_at"?: string,"event": string,"id"?: never,"outcome": string,"user_id"?: string | null
                  }
                  Update: {
                    "address"?: string,"created_at"?: string,"event"?: string,"id"?: never,"outcome"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"shares": {
                  Row: {
                    "created_at": string,"id": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"revoked_at": string | null,"token_hash": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"id": string,"media_id": string,"media_kind": Database["public"]['Enums']["generation_kind"],"revoked_at"?: string | null,"token_hash": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"media_id"?: string,"media_kind"?: Database["public"]['Enums']["generation_kind"],"revoked_at"?: string | null,"token_hash"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "shares_media_fkey"
      columns: ["media_id","media_kind"]
isOneToOne: false
      referencedRelation: "media"
      referencedColumns: ["id","kind"]
    },{
      foreignKeyName: "shares_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"user_sessions": {
                  Row: {
                    "address": string,"agent": string,"created_at": string,"id": string,"last_seen_at": string,"live_until": string,"opened_by": string,"revoked_at": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address"?: string,"agent"?: string,"created_at"?: string,"id": string,"last_seen_at"?: string,"live_until": string,"opened_by"?: string,"revoked_at"?: string | null,"user_id": string
                  }
                  Update: {
                    "address"?: string,"agent"?: string,"created_at"?: string,"id"?: string,"last_seen_at"?: string,"live_until"?: string,"opened_by"?: string,"revoked_at"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "user_sessions_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "users"
      referencedColumns: ["id"]
    }
                  ]
                },"users": {
                  Row: {
                    "avatar": string | null,"created_at": string,"credits": number,"deleted_at": string | null,"first_grant_at": string | null,"first_grant_refused": string | null,"id": string,"ledger_seq": number,"name": string,"suspended_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar"?: string | null,"created_at"?: string,"credits"?: number,"deleted_at"?: string | null,"first_grant_at"?: string | null,"first_grant_refused"?: string | null,"id": string,"ledger_seq"?: number,"name": string,"suspended_at"?: string | null
                  }
                  Update: {
                    "avatar"?: string | null,"created_at"?: string,"credits"?: number,"deleted_at"?: string | null,"first_grant_at"?: string | null,"first_grant_refused"?: string | null,"id"?: string,"ledger_seq"?: number,"name"?: string,"suspended_at"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"videos": {
                  Row: {
                    "content_type": string,"created_at": string,"duration_seconds": number | null,"expires_at": string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at": string | null,"sha256": string,"shelf": Database["public"]['Enums']["media_shelf"],"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at": string | null,"user_id": string,"width": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content_type": string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id": string,"height": number,"id": string,"kind": Database["public"]['Enums']["generation_kind"],"path": string,"position": number,"saved_at"?: string | null,"sha256": string,"shelf"?: never,"size_bytes": number,"store": string,"thumb_path": string,"thumbhash": string,"trashed_at"?: string | null,"user_id": string,"width": number
                  }
                  Update: {
                    "content_type"?: string,"created_at"?: string,"duration_seconds"?: number | null,"expires_at"?: string | null,"generation_id"?: string,"height"?: number,"id"?: string,"kind"?: Database["public"]['Enums']["generation_kind"],"path"?: string,"position"?: number,"saved_at"?: string | null,"sha256"?: string,"shelf"?: never,"size_bytes"?: number,"store"?: string,"thumb_path"?: string,"thumbhash"?: string,"trashed_at"?: string | null,"user_id"?: string,"width"?: number
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "account_page":
{ Args: { "p"?: Json }; Returns: Json
                           },
"adjust_credits":
{ Args: { "p": Json }; Returns: Json
                           },
"applied_migrations":
{ Args: { "p"?: Json }; Returns: Json
                           },
"begin_clean_up":
{ Args: { "p": Json }; Returns: Json
                           },
"begin_sign_in":
{ Args: { "p": Json }; Returns: Json
                           },
"cancel_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"check_invariants":
{ Args: { "p"?: Json }; Returns: Json
                           },
"claim_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"clean_up":
{ Args: { "p": Json }; Returns: Json
                           },
"clean_up_done":
{ Args: { "p": Json }; Returns: Json
                           },
"clean_up_preview":
{ Args: { "p"?: Json }; Returns: Json
                           },
"clean_up_state":
{ Args: { "p"?: Json }; Returns: Json
                           },
"complete_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"credits_page":
{ Args: { "p": Json }; Returns: Json
                           },
"end_clean_up":
{ Args: { "p": Json }; Returns: Json
                           },
"end_sign_in":
{ Args: { "p": Json }; Returns: Json
                           },
"fail_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"fresh_link":
{ Args: { "p": Json }; Returns: Json
                           },
"gallery_page":
{ Args: { "p": Json }; Returns: Json
                           },
"generation_changes":
{ Args: { "p": Json }; Returns: Json
                           },
"generation_page":
{ Args: { "p": Json }; Returns: Json
                           },
"heartbeat_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"know_place":
{ Args: { "p": Json }; Returns: Json
                           },
"known_objects":
{ Args: { "p": Json }; Returns: Json
                           },
"lost_leases":
{ Args: { "p": Json }; Returns: Json
                           },
"mail_is_done":
{ Args: { "p": Json }; Returns: Json
                           },
"mailed_lately":
{ Args: { "p": Json }; Returns: Json
                           },
"media_file":
{ Args: { "p": Json }; Returns: Json
                           },
"media_page":
{ Args: { "p": Json }; Returns: Json
                           },
"media_places":
{ Args: { "p": Json }; Returns: Json
                           },
"media_rows":
{ Args: { "p": Json }; Returns: Json
                           },
"note_security":
{ Args: { "p": Json }; Returns: Json
                           },
"orphan_costs":
{ Args: { "p"?: Json }; Returns: Json
                           },
"password_mark":
{ Args: { "p": Json }; Returns: Json
                           },
"post_mail":
{ Args: { "p": Json }; Returns: Json
                           },
"public_settings":
{ Args: { "p"?: Json }; Returns: Json
                           },
"queue_read":
{ Args: { "p": Json }; Returns: Json
                           },
"read_draft":
{ Args: { "p": Json }; Returns: Json
                           },
"ready":
{ Args: { "p"?: Json }; Returns: Json
                           },
"record_provider_job":
{ Args: { "p": Json }; Returns: Json
                           },
"record_route_outcome":
{ Args: { "p": Json }; Returns: Json
                           },
"record_submit_intent":
{ Args: { "p": Json }; Returns: Json
                           },
"register_session":
{ Args: { "p": Json }; Returns: Json
                           },
"release_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"report_place":
{ Args: { "p": Json }; Returns: Json
                           },
"report_progress":
{ Args: { "p": Json }; Returns: Json
                           },
"restore_media":
{ Args: { "p": Json }; Returns: Json
                           },
"revoke_session":
{ Args: { "p": Json }; Returns: Json
                           },
"revoke_sessions":
{ Args: { "p": Json }; Returns: Json
                           },
"revoke_share":
{ Args: { "p": Json }; Returns: Json
                           },
"save_draft":
{ Args: { "p": Json }; Returns: Json
                           },
"save_media":
{ Args: { "p": Json }; Returns: Json
                           },
"share_media":
{ Args: { "p": Json }; Returns: Json
                           },
"shared_media":
{ Args: { "p": Json }; Returns: Json
                           },
"source_file":
{ Args: { "p": Json }; Returns: Json
                           },
"start_generation":
{ Args: { "p": Json }; Returns: Json
                           },
"studio_page":
{ Args: { "p": Json }; Returns: Json
                           },
"sweep_generations":
{ Args: { "p": Json }; Returns: Json
                           },
"take_mails":
{ Args: { "p": Json }; Returns: Json
                           },
"take_rate_limit":
{ Args: { "p": Json }; Returns: Json
                           },
"touch_session":
{ Args: { "p": Json }; Returns: Json
                           },
"trash_media":
{ Args: { "p": Json }; Returns: Json
                           },
"withdraw_submit_intent":
{ Args: { "p": Json }; Returns: Json
                           }
          }
          Enums: {
            "credit_reason": "signup_grant"|"charge"|"refund"|"goodwill"|"adjustment","failure_code": "invalid_input"|"safety_filter"|"provider_auth"|"provider_credit"|"rate_limited"|"busy"|"timed_out"|"upstream_failure"|"ambiguous"|"unusable_file"|"canceled"|"source_gone"|"store_failure"|"deadline"|"attempts_exhausted","generation_kind": "image"|"edit"|"video","generation_status": "queued"|"running"|"succeeded"|"failed"|"canceled","media_shelf": "recent"|"saved"|"trash"
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "credit_reason": ["signup_grant", "charge", "refund", "goodwill", "adjustment"],"failure_code": ["invalid_input", "safety_filter", "provider_auth", "provider_credit", "rate_limited", "busy", "timed_out", "upstream_failure", "ambiguous", "unusable_file", "canceled", "source_gone", "store_failure", "deadline", "attempts_exhausted"],"generation_kind": ["image", "edit", "video"],"generation_status": ["queued", "running", "succeeded", "failed", "canceled"],"media_shelf": ["recent", "saved", "trash"]
          }
        }
} as const
